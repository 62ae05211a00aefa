package planted.house.incident;

final class StartsThread {
    void start() {
        new Thread(() -> {}).start();
    }
}
