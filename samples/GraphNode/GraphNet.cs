using ModelGen;
using static ModelGen.Graph;

namespace GraphNodeSample;

/// <summary>Two graph convolutions: Â · relu(Â · X · W₁) · W₂, logits of the two sides for each person. Between them features spread along friendships.</summary>
/// <remarks>Kipf and Welling 2017, arXiv:1609.02907.</remarks>
[Model]
public partial class GraphNet
{
    [Forward]
    static Symbol Side([Tensor("N<=100", "F:34")] Symbol people, [Tensor("N<=100", "N<=100")] Symbol friendships)
    {
        Symbol graph = NormalizeAdjacency(friendships);
        return people.GraphConv(16, graph, bias: false).Relu().GraphConv(2, graph, bias: false);
    }

    /// <summary>Of those whose side is told; the others have the id that does not count.</summary>
    [Objective]
    static Symbol Told(Symbol side, [Id(2, "N<=100")] Symbol truth) => CrossEntropy(side, truth, ignoreIndex: Club.NotTold);
}
