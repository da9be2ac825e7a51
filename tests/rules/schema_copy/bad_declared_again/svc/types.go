package svc

type Probe struct {
	TargetURL    string
	ExpectStatus int
	GraceSeconds int
	LastFailure  string
}
