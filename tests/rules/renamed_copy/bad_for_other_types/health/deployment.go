package health

import apps "example.com/shop/apps"

// DeploymentCondition is the first condition of that kind that was seen after the last change.
func DeploymentCondition(status apps.DeploymentStatus, kind apps.DeploymentKind) *apps.DeploymentCondition {
	for i := range status.Conditions {
		found := status.Conditions[i]
		if found.Kind == kind && found.ObservedGeneration >= status.LatestGeneration {
			return &found
		}
	}
	return nil
}
