package planted.house.readiness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class OpensFile {
    String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
