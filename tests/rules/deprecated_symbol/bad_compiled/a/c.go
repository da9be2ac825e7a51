package c

import "example.com/x/pkg/newer"

func Y() { newer.Other() }
