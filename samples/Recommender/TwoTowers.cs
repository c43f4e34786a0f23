using ModelGen;
using static ModelGen.Graph;

namespace RecommenderSample;

/// <summary>A tower for who looks and one for what is looked at: their vectors point the same way where somebody likes something. Each can be asked alone.</summary>
[Model]
public partial class TwoTowers
{
    [Forward]
    static (Symbol Taste, Symbol Style) Match([Id(Market.Users)] Symbol user, [Id(Market.Items)] Symbol item) => (User(user), Item(item));

    [Forward]
    static Symbol Taste([Id(Market.Users)] Symbol user) => User(user).Normalize();

    [Forward]
    static Symbol Style([Id(Market.Items)] Symbol item) => Item(item).Normalize();

    [Shared]
    static Symbol User(Symbol id) => id.Embedding(24, initStd: 0.3);

    [Shared]
    static Symbol Item(Symbol id) => id.Embedding(24, initStd: 0.3);

    /// <summary>Of all items of a batch, each user's own is to be found.</summary>
    [Objective]
    static Symbol Contrast(Symbol taste, Symbol style) => InfoNce(taste, style, temperature: 0.2);
}
