conf.verbose = false; conf.echo = false
# Makes the namespace and the tables of an epoch, where they are missing; tables that are there stay as they are.
#   hbase shell -n create.rb [NAMESPACE [EPOCH [FIRST-ID,FIRST-ID,...]]]
# The shell needs Tideline's formats on its class path:
#   export HBASE_CLASSPATH=$(echo DIR/lib/{tideline-hbase-schema,tideline-views,lucene-core}-*.jar | tr ' ' ':')
# irb takes the first argument for itself.
arguments = [IRB.conf[:SCRIPT], *ARGV].compact
begin
  commands = org.tideline.schema.shell.ShellCommands
  commands.to_s
rescue NameError
  raise 'create.rb: expected Tideline on the class path of the shell, found none; export HBASE_CLASSPATH as the head of this file says'
end
# FIRST-ID: the first document ids of all regions but the first; without them the table of documents begins with one.

puts commands.create(arguments[0] || 'tideline', (arguments[1] || '1').to_i, arguments[2] || '').to_a
exit 0
