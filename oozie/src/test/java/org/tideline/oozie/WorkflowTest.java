package org.tideline.oozie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.hadoop.util.Tool;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class WorkflowTest {
  private static final Path OOZIE = Path.of("src/main/oozie");

  /** What the steps' programs take beside Hadoop's own options. */
  private static final String GENERATION = "--generation";

  private final Element workflow = read();

  private static Element read() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(OOZIE.resolve("workflow.xml").toFile())
          .getDocumentElement();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<Element> elements(Element of, String name) {
    NodeList found = of.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static List<String> texts(Element of, String name) {
    return elements(of, name).stream().map(Element::getTextContent).toList();
  }

  @Test
  void everyStepOfARunIsAnAction() {
    assertThat(texts(workflow, "main-class"))
        .map(name -> name.substring("org.tideline.batch.".length()))
        .containsOnlyOnce(
            "FreezeTool",
            "ArchiveTool",
            "CurrentTool",
            "WordsTool",
            "RankingTool",
            "TimelineTool",
            "ViewsTool",
            "LoadTool",
            "CertifyTool",
            "PublishTool",
            "ExpireTool")
        .contains("IndexTool");
  }

  @Test
  void everyClassIsAProgramThatTakesItsArguments() throws Exception {
    for (Element action : elements(workflow, "action")) {
      String name = texts(action, "main-class").get(0);
      Class<?> program = Class.forName(name);
      assertThat(Tool.class).as(name).isAssignableFrom(program);
      assertThat(program.getMethod("main", String[].class)).as(name).isNotNull();
      List<String> arguments = new ArrayList<>(texts(action, "arg"));
      arguments.removeIf(argument -> argument.startsWith("-Dmapreduce."));
      if (name.endsWith("FreezeTool")) {
        assertThat(arguments).as(name).isEmpty();
      } else {
        assertThat(arguments)
            .as(name)
            .containsExactly(GENERATION, "${wf:actionData('freeze')['generation']}");
      }
    }
  }

  @Test
  void everyWayLeadsToANode() {
    Set<String> nodes = new HashSet<>();
    for (String kind : List.of("action", "decision", "fork", "join", "kill", "end")) {
      elements(workflow, kind).forEach(node -> nodes.add(node.getAttribute("name")));
    }
    for (String way : List.of("start", "ok", "error", "case", "default", "join")) {
      for (Element element : elements(workflow, way)) {
        assertThat(nodes).as(way).contains(element.getAttribute("to"));
      }
    }
    assertThat(elements(workflow, "path"))
        .allSatisfy(path -> assertThat(nodes).contains(path.getAttribute("start")));
  }

  @Test
  void whatIsReadOfAnActionIsCaptured() {
    Matcher read =
        Pattern.compile("wf:actionData\\('(\\w+)'\\)").matcher(workflow.getTextContent());
    while (read.find()) {
      String named = read.group(1);
      assertThat(elements(workflow, "action"))
          .filteredOn(action -> action.getAttribute("name").equals(named))
          .singleElement()
          .satisfies(action -> assertThat(elements(action, "capture-output")).hasSize(1));
    }
  }

  @Test
  void everyValueIsInTheJobProperties() throws Exception {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(OOZIE.resolve("job.properties"))) {
      properties.load(in);
    }
    for (String file : List.of("workflow.xml", "coordinator.xml", "bundle.xml")) {
      Matcher value =
          Pattern.compile("\\$\\{(\\w+)( gt 1)?}").matcher(Files.readString(OOZIE.resolve(file)));
      while (value.find()) {
        assertThat(properties).as(file).containsKey(value.group(1));
      }
    }
  }
}
