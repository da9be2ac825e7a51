// Package schema holds what is sent.
package schema
