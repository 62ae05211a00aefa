package planted.house.poll;

final class Leaves {
    void leave() {
        System.exit(1);
    }
}
