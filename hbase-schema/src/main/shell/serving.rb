conf.verbose = false; conf.echo = false
# Shows the row that readers read: generation, cut, epoch, floor.
#   hbase shell -n serving.rb [NAMESPACE]
# The shell needs Tideline's formats on its class path:
#   export HBASE_CLASSPATH=$(echo DIR/lib/{tideline-hbase-schema,tideline-views,lucene-core}-*.jar | tr ' ' ':')
# irb takes the first argument for itself.
arguments = [IRB.conf[:SCRIPT], *ARGV].compact
begin
  commands = org.tideline.schema.shell.ShellCommands
  commands.to_s
rescue NameError
  raise 'serving.rb: expected Tideline on the class path of the shell, found none; export HBASE_CLASSPATH as the head of this file says'
end

puts commands.serving(arguments[0] || 'tideline').to_a
exit 0
