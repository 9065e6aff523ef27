conf.verbose = false; conf.echo = false
# Shows the cells of one term in both layers, decoded. A term is what the analyzer makes of a word: mostly lower case.
#   hbase shell -n word.rb TERM [NAMESPACE]
# The shell needs Tideline's formats on its class path:
#   export HBASE_CLASSPATH=$(echo DIR/lib/{tideline-hbase-schema,tideline-views,lucene-core}-*.jar | tr ' ' ':')
# irb takes the first argument for itself.
arguments = [IRB.conf[:SCRIPT], *ARGV].compact
begin
  commands = org.tideline.schema.shell.ShellCommands
  commands.to_s
rescue NameError
  raise 'word.rb: expected Tideline on the class path of the shell, found none; export HBASE_CLASSPATH as the head of this file says'
end

raise 'word.rb: expected TERM, found no argument' unless arguments[0]
puts commands.word(arguments[1] || 'tideline', arguments[0]).to_a
exit 0
