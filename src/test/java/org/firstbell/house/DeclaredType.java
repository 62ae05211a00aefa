package org.firstbell.house;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A type as its source file declares it.
 *
 * @param path its name with those of the types around it, such as {@code Outer.Inner}
 * @param open whether it and all types around it are public
 * @param firstSentence of its documentation; empty when it has none
 */
record DeclaredType(Path file, String packageName, String path, boolean open, String firstSentence) {

    /** Reads files with the compiler's own parser, without resolving a name. */
    static List<DeclaredType> in(Collection<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<DeclaredType> types = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees documentation = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(documentation, types).scan(unit, null);
            }
        }
        return types;
    }

    boolean topLevel() {
        return path.indexOf('.') < 0;
    }

    String simpleName() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    @Override
    public String toString() {
        return packageName + "." + path;
    }

    /** Named types of one file; those inside methods are nobody else's business. */
    private static final class Scanner extends TreePathScanner<Void, Void> {
        private final DocTrees documentation;
        private final List<DeclaredType> types;
        private String around = "";
        private boolean aroundOpen = true;
        private boolean aroundInterface;

        private Scanner(DocTrees documentation, List<DeclaredType> types) {
            this.documentation = documentation;
            this.types = types;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            return null;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (type.getSimpleName().isEmpty()) {
                return null;
            }
            String outer = around;
            boolean outerOpen = aroundOpen;
            boolean outerInterface = aroundInterface;
            around = outer.isEmpty() ? type.getSimpleName().toString() : outer + "." + type.getSimpleName();
            aroundOpen = outerOpen
                    && (outerInterface || type.getModifiers().getFlags().contains(Modifier.PUBLIC));
            aroundInterface = type.getKind() == Tree.Kind.INTERFACE;
            CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
            types.add(new DeclaredType(
                    Path.of(unit.getSourceFile().toUri()),
                    String.valueOf(unit.getPackageName()),
                    around,
                    aroundOpen,
                    firstSentence()));
            super.visitClass(type, nothing);
            around = outer;
            aroundOpen = outerOpen;
            aroundInterface = outerInterface;
            return null;
        }

        private String firstSentence() {
            DocCommentTree comment = documentation.getDocCommentTree(getCurrentPath());
            return comment == null
                    ? ""
                    : comment.getFirstSentence().stream()
                            .map(DocTree::toString)
                            .collect(Collectors.joining())
                            .replaceAll("\\{@\\w+ ([^}]*)}", "$1")
                            .replaceAll("\\s+", " ")
                            .strip();
        }
    }
}
