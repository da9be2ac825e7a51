package format

func ContainerStatus(ctx context.Context, c Container) string {
	caser := cases.Title(language.English)
	task, err := c.Task(ctx, nil)
	if err != nil {
		if errdefs.IsNotFound(err) {
			return caser.String(string(Created))
		}
		return caser.String(string(Unknown))
	}
	status, err := task.Status(ctx)
	if err != nil {
		return caser.String(string(Unknown))
	}
	labels, err := c.Labels(ctx)
	if err != nil {
		return caser.String(string(Unknown))
	}
	switch s := status.Status; s {
	case Stopped:
		if labels[restart.StatusLabel] == string(Running) && restart.Reconcile(status, labels) {
			return fmt.Sprintf("Restarting (%v) %s", status.ExitStatus, Since(status.ExitTime))
		}
		return fmt.Sprintf("Exited (%v) %s", status.ExitStatus, Since(status.ExitTime))
	case Running:
		return "Up"
	default:
		return caser.String(string(s))
	}
}
