using ModelGen.Equality;

namespace ModelGen.Models.Tests.Graphs;

[Backends(Target.Here)]
public partial class GoldenUnet;

[Backends(Target.Here)]
public partial class GoldenDenseNet;

[Backends(Target.Here)]
public partial class GoldenTextAndNumbers;

[Backends(Target.Here)]
public partial class GoldenTwoHeads;

[Backends(Target.Here)]
public partial class GoldenTriplet;

[Backends(Target.Here)]
public partial class GoldenVae;

[Backends(Target.Here)]
public partial class GoldenMobileNet;

[Backends(Target.Here)]
public partial class GoldenExperts;

[Backends(Target.Here)]
public partial class GoldenContrast;

[Backends(Target.Here)]
public partial class GoldenFocal;

[Backends(Target.Here)]
public partial class GoldenGcn;

[Backends(Target.Here)]
public partial class GoldenTwoTowers;

[Backends(Target.Here)]
public partial class GoldenTied;

[Backends(Target.Here)]
public partial class GoldenTranslator;

[Backends(Target.Here)]
public partial class Inception;

[Backends(Target.Here)]
public partial class WideAndDeep;

[Backends(Target.Here)]
public partial class LabelledGenerator;

[Backends(Target.Here)]
public partial class LabelledJudge;

[Backends(Target.Here)]
public partial class NoisyAutoencoder;

[Backends(Target.Here)]
public partial class ByHand;

[Backends(Target.Here)]
public partial class Vision;
