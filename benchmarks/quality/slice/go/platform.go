package platform

import (
	"fmt"
	"net"
	"os"
	"strings"
	"time"
)

func CallWithRetry(operation func() error, attempts int, delay time.Duration) error {
	var last error
	for attempt := 1; attempt <= attempts; attempt++ {
		last = operation()
		if last == nil {
			return nil
		}
		fmt.Fprintf(os.Stderr, "attempt %d of %d failed: %v\n", attempt, attempts, last)
		time.Sleep(delay)
		delay *= 2
	}
	return fmt.Errorf("gave up after %d attempts: %w", attempts, last)
}

func LoadEnvFile(path string) (map[string]string, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	values := map[string]string{}
	for _, raw := range strings.Split(string(content), "\n") {
		line := strings.TrimPrefix(strings.TrimSpace(raw), "export ")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if key, value, found := strings.Cut(line, "="); found {
			values[key] = strings.Trim(value, "\"'")
			os.Setenv(key, values[key])
		}
	}
	return values, nil
}

func WaitForPort(host string, port int, timeout time.Duration) error {
	address := net.JoinHostPort(host, fmt.Sprint(port))
	deadline := time.Now().Add(timeout)
	for time.Now().Before(deadline) {
		connection, err := net.DialTimeout("tcp", address, time.Second)
		if err == nil {
			connection.Close()
			return nil
		}
		time.Sleep(200 * time.Millisecond)
	}
	return fmt.Errorf("%s did not open within %s", address, timeout)
}
