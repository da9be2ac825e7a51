package a

import o "example.com/x/pkg/old"

var X = o.Setup("a")
