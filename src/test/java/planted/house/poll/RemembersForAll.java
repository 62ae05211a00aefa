package planted.house.poll;

import java.util.concurrent.atomic.AtomicInteger;

final class RemembersForAll {
    static final AtomicInteger COUNT = new AtomicInteger();

    private RemembersForAll() {}
}
