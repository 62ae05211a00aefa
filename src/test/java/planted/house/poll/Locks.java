package planted.house.poll;

import java.util.concurrent.locks.ReentrantLock;

final class Locks {
    final ReentrantLock lock = new ReentrantLock();
}
