import { apiClient } from "../../services/apiClient";
import { old } from "../utils/apiClient";
