package context

import "example.org/tool/v3/cli/common"

// Current is the context of the tool's own configuration.
func Current() string {
	return common.Name()
}
