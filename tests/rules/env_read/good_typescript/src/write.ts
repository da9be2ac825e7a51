process.env.TZ = "UTC";
delete process.env.LANG;
