#!/usr/bin/env bash
# The same jobs written anew, and other jobs in the same words. For reporting only.

#: again with_lock
run_once() {
    if mkdir "/tmp/$1.lock" 2>/dev/null; then
        trap 'rmdir "/tmp/$1.lock"' EXIT
        shift
        "$@"
    else
        echo "already running: $1"
        exit 1
    fi
}

#: again with_lock
single_instance() {
    name=$1
    exec 200> /var/run/$name.pid
    flock -n 200 || { echo "another $name is running"; exit 1; }
    echo $$ 1>&200
}

#: again rotate_logs
clean_logs() {
    for f in $1/*.log; do
        [ $(stat -c %s $f) -gt 10485760 ] || continue
        cp $f $f.`date +%F`
        gzip $f.`date +%F`
        cat /dev/null > $f
    done
    find $1 -name "*.gz" -type f -mtime +30 -exec rm {} \;
}

#: again rotate_logs
archive_old_logs() {
    cd "$LOG_DIR" || exit 1
    ls *.log | xargs -I{} sh -c 'gzip -c {} > {}.$(date +%s).gz && truncate -s 0 {}'
    ls -t *.gz | tail -n +15 | xargs -r rm -f
}

#: again notify_slack
slack() {
    msg=$(echo "$*" | sed 's/"/\\"/g')
    curl -s -X POST --data-urlencode "payload={\"channel\": \"#ops\", \"username\": \"bot\", \"text\": \"$msg\"}" $SLACK_URL || echo "could not send slack message"
}

#: again rollback_release
undo_deploy() {
    cd /srv/app/releases
    last=$(ls -1t | sed -n 2p)
    if [ -z "$last" ]; then
        echo "nothing to roll back to"
        exit 1
    fi
    rm -f ../current
    ln -s releases/$last ../current
    sudo service nginx reload
    echo "now at release $last"
}

#: again check_certificate
ssl_expiry() {
    expiry=`echo | openssl s_client -connect $1:443 2>/dev/null | openssl x509 -noout -dates | grep notAfter | sed 's/notAfter=//'`
    seconds=$(( $(date --date="$expiry" '+%s') - $(date '+%s') ))
    if [ $((seconds / 60 / 60 / 24)) -lt 30 ]; then
        echo "WARNING: $1 certificate will expire on $expiry"
        exit 2
    fi
}

#: again install_packages
ensure_installed() {
    for p in "$@"; do
        which $p >/dev/null && continue
        case "$(. /etc/os-release; echo $ID)" in
            debian|ubuntu) sudo apt-get -y install $p ;;
            fedora|centos) sudo dnf -y install $p ;;
            alpine) sudo apk add $p ;;
            *) echo "cannot install $p"; exit 1 ;;
        esac
    done
}

#: like with_lock
stale_locks() {
    local file pid
    for file in /var/run/*.lock; do
        pid=$(cat "$file")
        if ! kill -0 "$pid" 2> /dev/null; then
            echo "$file is stale, process $pid is gone"
        fi
    done
}

#: like rotate_logs
count_errors() {
    local folder="$1" since="${2:-1}"
    find "$folder" -name '*.log' -mtime "-$since" -print0 | xargs -0 grep -h -c ' ERROR ' | awk '{ sum += $1 } END { print sum + 0 }'
    find "$folder" -name '*.log.*.gz' -mtime "-$since" -print0 | xargs -0 zgrep -h -c ' ERROR ' | awk '{ sum += $1 } END { print sum + 0 }'
}

#: like check_certificate
show_certificate() {
    local host="$1"
    openssl s_client -connect "$host:443" -servername "$host" < /dev/null 2> /dev/null > "/tmp/$host.pem"
    openssl x509 -in "/tmp/$host.pem" -noout -subject -issuer
    openssl x509 -in "/tmp/$host.pem" -noout -ext subjectAltName | tail -n 1 | tr ',' '\n'
    rm -f "/tmp/$host.pem"
}
