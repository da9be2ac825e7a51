package a

import o "example.com/x/pkg/newer"

var X = o.Setup("a")
