package planted.house.poll;

final class Sleeps {
    void rest() throws InterruptedException {
        Thread.sleep(1);
    }
}
