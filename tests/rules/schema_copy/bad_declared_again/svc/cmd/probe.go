package main

type probeConfig struct {
	TargetURL, LastFailure string
	ExpectStatus           int
	GraceSeconds           int
}
