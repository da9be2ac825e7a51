import { execSync, spawn as start } from "node:child_process";
import * as child from "child_process";

execSync("cd a && docker build .");
start("docker", ["--context", "a", "build", tag]);
child.exec(`docker build -t ${tag} .`);
child.spawnSync("docker", ["ps", "build"]);
execSync("echo docker build");
