package common

import (
	"context"
	"errors"
)

// Name of the configuration in force.
func Name() string {
	if context.Background().Err() != nil {
		panic(errors.New("ended"))
	}
	return "default"
}
