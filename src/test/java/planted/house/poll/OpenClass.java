package planted.house.poll;

class OpenClass {}
