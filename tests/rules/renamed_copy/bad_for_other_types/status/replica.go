package status

import apps "example.com/shop/apps"

// ReplicaCondition is the first condition of that sort seen after the last change.
func ReplicaCondition(status apps.ReplicaStatus, sort apps.ReplicaKind) *apps.ReplicaCondition {
	for i := range status.Conditions {
		found := status.Conditions[i]
		if found.Kind == sort && found.ObservedGeneration >= status.LatestGeneration {
			return &found
		}
	}
	return nil
}
