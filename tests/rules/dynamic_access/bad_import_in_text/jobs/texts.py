exec("import subprocess")
exec("import subprocess as s\ns.run(['ls'])")
exec("import subprocesses")
exec("print('import subprocess')")
