var total = 0, step = 1;
label: for (var i = 0; i < 3; i++) { if (i) continue label; total += step }
function addAll(values) { for (let v in values) { total += values[v] } return total }
