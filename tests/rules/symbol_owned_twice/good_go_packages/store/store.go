package store

func Init() {}

func Load() {}
