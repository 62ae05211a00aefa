package org.firstbell.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The libraries that the build file ships against those whose classes the product's own classes name. */
final class UsedLibrariesTest {
    /** The native transport for Linux, which Vert.x and Netty load by name. */
    private static final Set<String> LOADED_BY_NAME =
            Set.of("netty-transport-classes-epoll", "netty-transport-native-epoll");

    /** Dependencies of the product itself: neither managed only, nor of tests, nor of a profile. */
    private static final String SHIPPED = "/project/dependencies/dependency[not(scope='test')]/artifactId";

    private static List<String> shipped() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
        NodeList found =
                (NodeList) XPathFactory.newInstance().newXPath().evaluate(SHIPPED, pom, XPathConstants.NODESET);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .distinct()
                .toList();
    }

    /** Names of the jars that hold classes which these classes name, such as {@code snmp4j-3.9.6.jar}. */
    private static Set<String> jars(Collection<JavaClass> classes) {
        return classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency ->
                        dependency.getTargetClass().getBaseComponentType().getName())
                .distinct()
                .flatMap(UsedLibrariesTest::jar)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> jar(String name) {
        try {
            CodeSource source = Class.forName(name, false, UsedLibrariesTest.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource();
            return source == null
                    ? Stream.empty()
                    : Stream.of(
                            Path.of(source.getLocation().toURI()).getFileName().toString());
        } catch (ReflectiveOperationException | LinkageError | URISyntaxException notOnThePath) {
            return Stream.empty();
        }
    }

    private static List<String> unused(Collection<String> artifacts, Set<String> jars) {
        return artifacts.stream()
                .filter(artifact -> !LOADED_BY_NAME.contains(artifact))
                .filter(artifact -> jars.stream().noneMatch(jar -> jar.matches(artifact + "-\\d.*")))
                .toList();
    }

    @Test
    void libraries_thatAreShipped_areAllUsed() throws Exception {
        Set<String> jars = jars(new ClassFileImporter().importPath(Path.of("target", "classes")));

        assertThat(jars).hasSizeGreaterThan(10);
        assertThat(unused(shipped(), jars)).isEmpty();
    }

    @Test
    void library_thatNoClassNames_isFound() {
        Set<String> jars = jars(new ClassFileImporter().importClasses(UsedLibrariesTest.class));

        assertThat(unused(List.of("archunit", "assertj-core", "snmp4j", "junit-jupiter"), jars))
                .containsExactly("snmp4j", "junit-jupiter");
    }
}
