export { API } from './hosts.js'
