#!/usr/bin/env node
'use strict'
const express = require('express')
const { read: load, write } = require('./files')
require('dotenv').config()

const app = express()
const PORT = 3000
app.use(express.json())
app.get('/health', async (request, response) => {
  const state = await load(request.params.id)
  response.json({ state, port: PORT })
})

const service = {
  start() { app.listen(PORT) },
  stop: function () { write('stopped'); process.exit(0) },
  pause: () => { },
  retries: 3,
}

function Legacy(name) { this.name = name }
Legacy.prototype.greet = function (other) { return other.greet(this.name) }

exports.fresh = (value) => value || load('default')
module.exports.service = service
