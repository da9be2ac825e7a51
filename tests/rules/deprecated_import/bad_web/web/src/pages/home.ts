import { fetchJson } from "../api/oldClient";
import { fetchJson as get } from "@/api/oldClient";
import client from "../api/oldClient";
import * as everything from "@lib/oldClient";
import { fetchJson as third } from "#api/oldClient";
import { fetchJson as fourth } from "old-client";
const { fetchJson: fifth } = require("@lib/oldClient.ts");
import { fetchJson as right } from "@lib/client";
