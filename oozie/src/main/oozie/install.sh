#!/usr/bin/env bash
# Puts the workflow, its jars and its configuration on HDFS, in place of those that are there.
#   install.sh JOB_JAR CONF_DIR APPLICATION
# JOB_JAR      tideline-mapreduce-jobs-*.jar
# CONF_DIR     the folder of hbase-site.xml and tideline-site.xml
# APPLICATION  the folder on HDFS: `application` in job.properties, such as /apps/tideline
# Needs hdfs, hbase and unzip on the PATH. A run that is going on keeps what it has begun with only as far as its
# containers have fetched it: suspend the coordinator first (oozie job -suspend ID).
set -euo pipefail

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

[ $# = 3 ] || fail "expected JOB_JAR CONF_DIR APPLICATION, found $# arguments"
jar=$1 conf=$2 application=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
[ -f "$jar" ] || fail "expected the job's jar, found no file $jar; build it with \`mvn -DskipTests package\`"
for site in hbase-site.xml tideline-site.xml; do
  [ -f "$conf/$site" ] || fail "expected $site in $conf, found none"
done

staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT
mkdir -p "$staging/lib" "$staging/conf"
cp "$here"/{workflow,coordinator,bundle}.xml "$staging"
cp "$conf"/{hbase,tideline}-site.xml "$staging/conf"
cp "$jar" "$staging/lib"
# A launcher's class path has the jars of lib, but not those inside of them.
unzip -q -j "$jar" 'lib/*.jar' -d "$staging/lib"
classpath=$(hbase mapredcp) || fail "expected \`hbase mapredcp\` to list HBase's jars; see what it said"
IFS=: read -r -a jars <<<"$classpath"
for file in "${jars[@]}"; do
  cp -L "$file" "$staging/lib"
done

hdfs dfs -mkdir -p "$application"
hdfs dfs -rm -r -f -skipTrash "$application.new" "$application.old"
hdfs dfs -put "$staging" "$application.new"
hdfs dfs -mv "$application" "$application.old"
hdfs dfs -mv "$application.new" "$application"
hdfs dfs -rm -r -f -skipTrash "$application.old"
echo "installed in $application: workflow.xml, coordinator.xml, bundle.xml, conf and $(ls "$staging/lib" | wc -l) jars"
