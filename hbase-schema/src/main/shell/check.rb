conf.verbose = false; conf.echo = false
# Compares the tables with those that this release makes; a line and exit code 1 for what differs.
#   hbase shell -n check.rb [NAMESPACE [EPOCH]]
# The shell needs Tideline's formats on its class path:
#   export HBASE_CLASSPATH=$(echo DIR/lib/{tideline-hbase-schema,tideline-views,lucene-core}-*.jar | tr ' ' ':')
# irb takes the first argument for itself.
arguments = [IRB.conf[:SCRIPT], *ARGV].compact
begin
  commands = org.tideline.schema.shell.ShellCommands
  commands.to_s
rescue NameError
  raise 'check.rb: expected Tideline on the class path of the shell, found none; export HBASE_CLASSPATH as the head of this file says'
end

differences = commands.check(arguments[0] || 'tideline', (arguments[1] || '1').to_i).to_a
puts differences.empty? ? 'the schema is as this release makes it' : differences
exit(differences.empty? ? 0 : 1)
