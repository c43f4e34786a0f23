using System;

namespace GraphNodeSample;

/// <summary>Zachary's karate club: 34 members, their 78 friendships, and which side each took when the club broke apart.</summary>
/// <remarks>Zachary 1977, "An information flow model for conflict and fission in small groups", Journal of Anthropological Research 33.</remarks>
internal static class Club
{
    /// <summary>How many members there are.</summary>
    public const int Members = 34;

    /// <summary>The instructor; his side is class 0.</summary>
    public const int Instructor = 0;

    /// <summary>The president; his side is class 1.</summary>
    public const int President = 33;

    /// <summary>The class of those whose side is not told.</summary>
    public const int NotTold = -1;

    // Friends with a higher number, for each member in turn.
    private static readonly int[][] s_friends =
    [
        [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31], [2, 3, 7, 13, 17, 19, 21, 30], [3, 7, 8, 9, 13, 27, 28, 32], [7, 12, 13], [6, 10], [6, 10, 16], [16], [],
        [30, 32, 33], [33], [], [], [], [33], [32, 33], [32, 33], [], [], [32, 33], [33], [32, 33], [], [32, 33], [25, 27, 29, 32, 33], [25, 27, 31], [31], [29, 33], [33],
        [31, 33], [32, 33], [32, 33], [32, 33], [33], [],
    ];

    private static readonly int[] s_instructorsSide = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 16, 17, 19, 21];

    /// <summary>The side that a member took.</summary>
    public static int Side(int member) => Array.IndexOf(s_instructorsSide, member) >= 0 ? 0 : 1;

    /// <summary>Who is whose friend, [members, members]: 1 where two are friends. Symmetric.</summary>
    public static float[] Friendships()
    {
        float[] matrix = new float[Members * Members];
        for (int a = 0; a < Members; a++)
        {
            foreach (int b in s_friends[a]) matrix[(a * Members) + b] = matrix[(b * Members) + a] = 1;
        }

        return matrix;
    }
}
