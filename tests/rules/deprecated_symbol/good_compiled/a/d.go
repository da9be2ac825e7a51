package a

import "example.com/x/pkg/other"

func Z() { other.Other() }
