using Bantam.Operators.Linear;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class EinsumCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Einsum of a product", new Einsum("ij,jk->ik"), [Floats([1f, 2f, 3f, 4f], 2, 2), Floats([5f, 6f, 7f, 8f], 2, 2)])
        { Expected = [Floats([19f, 22f, 43f, 50f], 2, 2)] },
        new("Einsum of a diagonal", new Einsum("...ii->...i"), [Counted(8, 2, 2, 2)]) { Expected = [Floats([0f, 3f, 4f, 7f], 2, 2)] },
        new("Einsum of a trace", new Einsum("ii"), [Floats([1f, 2f, 3f, 4f], 2, 2)]) { Expected = [Number(5f)] },
        .. from example in ((string, int[][])[])
           [
               ("bij,bjk->bik", [[2, 3, 5], [2, 5, 4]]), ("ij->ji", [[3, 5]]), ("ij->", [[3, 17]]), ("i,i", [[17], [17]]),
               ("i,j->ij", [[5], [7]]), ("ij,j", [[3, 5], [5]]), ("...ij,...jk->...ik", [[2, 1, 3, 5], [4, 5, 2]]),
               ("b...i,...i->b...", [[2, 3, 5], [3, 5]]), ("ab,bc,cd->ad", [[2, 3], [3, 4], [4, 5]]),
               ("ijk,ilm,njm,nlk,abc->", [[2, 2, 2], [2, 2, 2], [2, 2, 2], [2, 2, 2], [1, 1, 1]]),
               ("iji->j", [[3, 4, 3]]), ("iii->i", [[3, 3, 3]]), ("bhqd,bhkd->bhqk", [[2, 2, 3, 5], [2, 2, 4, 5]]),
               ("i...->...", [[3, 4, 2]]), (",i->i", [[], [5]]), ("ij,kl->ijkl", [[2, 3], [1, 4]]), ("ab,ab->ab", [[3, 4], [3, 4]]),
               ("ab,ab,b->a", [[3, 4], [3, 4], [4]]),
           ]
           select new OperatorCase($"Einsum {example.Item1}", new Einsum(example.Item1),
               [.. example.Item2.Select((shape, i) => (CaseInput)Between(-2, 2, shape, seed: i))])
           { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
        new("Einsum of integers", new Einsum("ij,jk->ki"),
            [Integers(ElementType.Int32, -9, 9, 3, 5), Integers(ElementType.Int32, -9, 9, 5, 4)]),
    ];
}
