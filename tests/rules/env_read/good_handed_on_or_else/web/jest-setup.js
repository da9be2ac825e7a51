const quiet = process.env.QUIET;
