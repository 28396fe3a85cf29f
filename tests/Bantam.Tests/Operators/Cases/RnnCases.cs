using Bantam.Operators.Recurrent;
using Bantam.Tensors;
using static Bantam.Operators.Recurrent.RecurrentFunction;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class RnnCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        // One unit, two steps, all weights and inputs 1: tanh(1), then tanh(1 + tanh(1)).
        new("RNN of two steps by hand", new Rnn(1), [Ones(2, 1, 1), Ones(1, 1, 1), Ones(1, 1, 1)])
        {
            Expected = [Floats([0.7615942f, 0.9426808f], 2, 1, 1, 1), Floats([0.9426808f], 1, 1, 1)],
        },

        // The second sequence has one step: behind it there is nothing, and its state stays.
        new("RNN of sequences of two lengths by hand", new Rnn(1),
            [Ones(2, 2, 1), Ones(1, 1, 1), Ones(1, 1, 1), null, Of([2, 1])])
        {
            Expected = [Floats([0.7615942f, 0.7615942f, 0.9426808f, 0], 2, 1, 2, 1), Floats([0.9426808f, 0.7615942f], 1, 2, 1)],
            IsDifferentiable = true,
        },
        .. from direction in Enum.GetValues<RecurrentDirection>()
           let directions = direction == RecurrentDirection.Bidirectional ? 2 : 1
           from hasLengths in (bool[])[false, true]
           select new OperatorCase($"RNN of 5 steps, {direction}{(hasLengths ? " with lengths" : "")}", new Rnn(3, direction),
               [
                   Numbers(5, 3, 4), Numbers(directions, 3, 4), Numbers(directions, 3, 3), Numbers(directions, 6),
                   hasLengths ? (CaseInput)Of([3, 0, 5]) : null, Numbers(directions, 3, 3),
               ])
           { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
        .. from function in Enum.GetValues<RecurrentFunction>()
           select new OperatorCase($"RNN of {function}", new Rnn(2) { Activations = [function] },
               [Numbers(3, 2, 3), Between(-0.5, 0.5, [1, 2, 3]), Between(-0.5, 0.5, [1, 2, 2])])
           { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
        new("RNN of clipped sums", new Rnn(2) { Clip = 0.5f, Activations = [new(Affine, 2, 0.25f)] },
            [Numbers(3, 2, 3), Numbers(1, 2, 3), Numbers(1, 2, 2)])
        { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
        new("RNN without steps", new Rnn(2), [Numbers(0, 2, 3), Numbers(1, 2, 3), Numbers(1, 2, 2), null, null, Numbers(1, 2, 2)])
        {
            Expected = [new Tensor(TensorType.Float(0, 1, 2, 2)), Numbers(1, 2, 2)],
        },
    ];
}
