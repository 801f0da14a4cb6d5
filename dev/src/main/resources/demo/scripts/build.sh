#!/bin/sh
# Compiles src/ against the libraries that `dependencies` pins, packs the jar of this version and
# publishes it. Publishing again replaces the jar with the same one.
#
# usage: build.sh NAME VERSION
set -eu
name=$1
version=$2
: "${ARTIFACT_REPOSITORY:?Expected the folder to publish to in ARTIFACT_REPOSITORY}"
tools=${JAVA_HOME:+$JAVA_HOME/bin/}

class_path=
while read -r library pinned; do
  class_path=$class_path:$ARTIFACT_REPOSITORY/acme/$library/$pinned/$library-$pinned.jar
done <dependencies

rm -rf out
mkdir -p out/classes
find src -name '*.java' >out/sources
"${tools}javac" -nowarn -d out/classes -cp "out/classes$class_path" @out/sources
cp dependencies out/classes/dependencies
printf 'Implementation-Title: %s\nImplementation-Version: %s\n' "$name" "$version" >out/manifest
"${tools}jar" --create --file "out/$name.jar" --manifest out/manifest -C out/classes .

folder=$ARTIFACT_REPOSITORY/acme/$name/$version
mkdir -p "$folder"
cp "out/$name.jar" "$folder/.$TAKO_EXECUTION_ID"
mv -f "$folder/.$TAKO_EXECUTION_ID" "$folder/$name-$version.jar"

printf '%s\n' "$version" >out/version
echo "published $name $version"
