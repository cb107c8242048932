namespace Ttca;

public partial struct SplitMix64;
