<?php
function digest() {}
