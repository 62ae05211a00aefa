package planted.house.board;

import planted.house.history.WorkingStore;

final class UsesWorkingStore {
    int rows() {
        return new WorkingStore().rows();
    }
}
