module example.org/tool/v3

go 1.22
