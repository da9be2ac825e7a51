package platform

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
)

func ReplaceFile(target string, content []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(target), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	if _, err := temporary.Write(content); err != nil {
		return fmt.Errorf("writing %s: %w", temporary.Name(), err)
	}
	if err := temporary.Sync(); err != nil {
		return err
	}
	temporary.Close()
	return os.Rename(temporary.Name(), target)
}

func RotateBackups(folder string, keep int) ([]string, error) {
	archives, err := filepath.Glob(filepath.Join(folder, "*.tar.gz"))
	if err != nil {
		return nil, err
	}
	sort.Sort(sort.Reverse(sort.StringSlice(archives)))
	var removed []string
	for number, archive := range archives {
		if number < keep {
			continue
		}
		if err := os.Remove(archive); err != nil {
			return removed, err
		}
		removed = append(removed, archive)
	}
	return removed, nil
}
