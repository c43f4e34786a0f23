namespace Given;

public static class Page
{
    public static LabelledImages images = null!;
    public static Trainer<float, int> trainer = null!;
    public static FitOptions<float, int> options = null!;
    public static int[] labels = [];
    public static string[] texts = [];
    public static TensorDataset<float, int> all = null!;
}
