conf.verbose = false; conf.echo = false
# Shows all tables, their regions and the settings of their families.
#   hbase shell -n describe.rb [NAMESPACE]
# The shell needs Tideline's formats on its class path:
#   export HBASE_CLASSPATH=$(echo DIR/lib/{tideline-hbase-schema,tideline-views,lucene-core}-*.jar | tr ' ' ':')
# irb takes the first argument for itself.
arguments = [IRB.conf[:SCRIPT], *ARGV].compact
begin
  commands = org.tideline.schema.shell.ShellCommands
  commands.to_s
rescue NameError
  raise 'describe.rb: expected Tideline on the class path of the shell, found none; export HBASE_CLASSPATH as the head of this file says'
end

puts commands.describe(arguments[0] || 'tideline').to_a
exit 0
