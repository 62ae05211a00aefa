package planted.house.history;

public final class WorkingStore {
    public int rows() {
        return 1;
    }
}
