package main

var databasePort = 6543
