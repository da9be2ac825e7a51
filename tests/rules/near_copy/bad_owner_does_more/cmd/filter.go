package cmd

func statusForFilter(ctx context.Context, c Container) string {
	task, err := c.Task(ctx, nil)
	if err != nil {
		if errdefs.IsNotFound(err) {
			return string(Created)
		}
		return string(Unknown)
	}
	status, err := task.Status(ctx)
	if err != nil {
		return string(Unknown)
	}
	labels, err := c.Labels(ctx)
	if err != nil {
		return string(Unknown)
	}
	switch s := status.Status; s {
	case Stopped:
		if labels[restart.StatusLabel] == string(Running) && restart.Reconcile(status, labels) {
			return "restarting"
		}
		return "exited"
	default:
		return string(s)
	}
}
