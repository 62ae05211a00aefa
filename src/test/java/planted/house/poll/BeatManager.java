package planted.house.poll;

final class BeatManager {}
